/**
 * Small programs, each named by the need it meets and run by a test. Never shipped: copy from here.
 */
package dev.stele.examples;
