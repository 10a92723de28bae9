/**
 * The {@code stele} command line: every command of the house, on one event store or on none.
 *
 * <p>A user needs only {@link dev.stele.console.Main}, and that from a shell. The room holds no
 * logic of its own: a command turns words into calls of the other rooms, and answers into lines.
 */
package dev.stele.console;
