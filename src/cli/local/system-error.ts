/** What people are told of what the system answers, by its code; a name stands in front. */
const SENTENCES: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is no folder',
  EISDIR: 'it is a folder and no file',
  EACCES: 'permission denied',
  EPERM: 'the system forbids it (is the file immutable?)',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EBUSY: 'it is in use, as a mount point is',
  EXDEV: 'it lies on two file systems',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
}

/** Why the system refused something, as the end of a sentence; the words of the system itself where they are rare. */
export function reasonOfSystem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return SENTENCES[code] ?? (error instanceof Error ? error.message : String(error))
}
