package dev.stele.trial;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one file, in pages that copies share until one of them writes.
 *
 * <p>A page that was never written is absent and reads as zeros. Not safe for threads.
 */
final class Pages {

  private static final int PAGE_BYTES = 4096;

  private @Nullable Page[] pages;
  private long sizeBytes;
  private Owner owner = new Owner();

  /** A page may be written in place only by who made it and has not been forked since. */
  private static final class Page {
    private final byte[] bytes;
    private final Owner owner;

    Page(byte[] bytes, Owner owner) {
      this.bytes = bytes;
      this.owner = owner;
    }
  }

  /** A mark that only one copy of the content has, and only until it is forked. */
  private static final class Owner {}

  Pages() {
    this.pages = new @Nullable Page[0];
  }

  private Pages(@Nullable Page[] pages, long sizeBytes) {
    this.pages = pages;
    this.sizeBytes = sizeBytes;
  }

  long sizeBytes() {
    return sizeBytes;
  }

  /** Copies the content; costs a pointer a page. Either side may be written to afterwards. */
  Pages fork() {
    owner = new Owner(); // From here on this side shares every page, too.
    return new Pages(pages.clone(), sizeBytes);
  }

  /** Reads as many bytes as there are, up to a count; returns how many. */
  int read(long position, byte[] target, int offset, int count) {
    int available = (int) Math.min(count, Math.max(0, sizeBytes - position));
    int done = 0;
    while (done < available) {
      int inPage = (int) ((position + done) % PAGE_BYTES);
      int chunk = Math.min(available - done, PAGE_BYTES - inPage);
      Page page = pageOrNull(position + done);
      if (page == null) {
        Arrays.fill(target, offset + done, offset + done + chunk, (byte) 0);
      } else {
        System.arraycopy(page.bytes, inPage, target, offset + done, chunk);
      }
      done += chunk;
    }
    return available;
  }

  void write(long position, byte[] source, int offset, int count) {
    int done = 0;
    while (done < count) {
      int inPage = (int) ((position + done) % PAGE_BYTES);
      int chunk = Math.min(count - done, PAGE_BYTES - inPage);
      System.arraycopy(source, offset + done, ownPage(position + done), inPage, chunk);
      done += chunk;
    }
    if (count > 0) {
      sizeBytes = Math.max(sizeBytes, position + count);
    }
  }

  void resize(long newSizeBytes) {
    if (newSizeBytes < sizeBytes) {
      int kept = pageCount(newSizeBytes);
      for (int i = kept; i < pages.length; i++) {
        pages[i] = null;
      }
      int inPage = (int) (newSizeBytes % PAGE_BYTES);
      if (inPage != 0 && pageOrNull(newSizeBytes) != null) {
        Arrays.fill(ownPage(newSizeBytes), inPage, PAGE_BYTES, (byte) 0);
      }
    }
    sizeBytes = newSizeBytes;
  }

  private @Nullable Page pageOrNull(long position) {
    long index = position / PAGE_BYTES;
    return index < pages.length ? pages[(int) index] : null;
  }

  private byte[] ownPage(long position) {
    int index = Math.toIntExact(position / PAGE_BYTES);
    if (index >= pages.length) {
      pages = Arrays.copyOf(pages, Math.max(index + 1, pages.length * 2));
    }
    Page page = pages[index];
    if (page == null || page.owner != owner) {
      page = new Page(page == null ? new byte[PAGE_BYTES] : page.bytes.clone(), owner);
      pages[index] = page;
    }
    return page.bytes;
  }

  private static int pageCount(long sizeBytes) {
    return Math.toIntExact((sizeBytes + PAGE_BYTES - 1) / PAGE_BYTES);
  }
}
