package dev.stele.ground;

import java.util.Locale;
import java.util.Set;

/**
 * The volume a file lives on.
 *
 * @param type the file system's name as the operating system spells it, such as {@code ext4}
 * @param usableBytes how much may still be written, 0 or more; a hint, out of date at once
 */
public record Volume(String type, long usableBytes) {

  /** Names under which Linux and macOS list file systems whose disk is on another machine. */
  private static final Set<String> REMOTE =
      Set.of(
          "nfs",
          "nfs4",
          "cifs",
          "smb",
          "smb2",
          "smb3",
          "smbfs",
          "ncpfs",
          "afs",
          "afpfs",
          "webdav",
          "9p",
          "ceph",
          "lustre",
          "gfs",
          "gfs2",
          "ocfs2",
          "beegfs",
          "gpfs",
          "pvfs2",
          "orangefs");

  /** FUSE and its kin name the program behind them after a dot: {@code fuse.sshfs}. */
  private static final Set<String> REMOTE_PROGRAMS =
      Set.of("sshfs", "glusterfs", "ceph", "s3fs", "rclone", "gcsfuse", "davfs2", "cifs");

  /**
   * Tells whether the type is known to be a network or cluster file system, on which neither locks
   * nor syncs mean what a store needs. A type it does not know counts as local.
   */
  public boolean isRemote() {
    String name = type.toLowerCase(Locale.ROOT);
    int dot = name.indexOf('.');
    return REMOTE.contains(name) || (dot >= 0 && REMOTE_PROGRAMS.contains(name.substring(dot + 1)));
  }
}
