package dev.stele.ground;

/** The operations of the disk seam, one for each method that may touch the device. */
public enum DiskOperation {
  /** {@link Disk#create}. */
  CREATE,
  /** {@link Disk#open}. */
  OPEN,
  /** {@link Disk#map}. */
  MAP,
  /** {@link Disk#rename}. */
  RENAME,
  /** {@link Disk#remove}. */
  REMOVE,
  /** {@link Disk#createDirectory}. */
  CREATE_DIRECTORY,
  /** {@link Disk#syncDirectory}. */
  SYNC_DIRECTORY,
  /** {@link Disk#list}. */
  LIST,
  /** {@link Disk#find}. */
  FIND,
  /** {@link Disk#lock}. */
  LOCK,
  /** {@link DiskLock#close}. */
  UNLOCK,
  /** {@link Disk#volume}. */
  VOLUME,
  /** {@link DiskFile#read} and {@link DiskFile#readFully}. */
  READ,
  /** {@link DiskFile#write}. */
  WRITE,
  /** {@link DiskFile#truncate}. */
  TRUNCATE,
  /** {@link DiskFile#sync}. */
  SYNC,
  /** {@link DiskFile#size}. */
  SIZE,
  /** {@link DiskFile#close}. */
  CLOSE,
  /** {@link Mapping#read}. */
  READ_MAPPED,
  /** {@link Mapping#close}. */
  UNMAP
}
