import type { Splice } from './remove.ts'
import type { ByteString } from './source.ts'

/** Blocks of this size are compared at once, which is many times as fast as byte by byte. */
const BLOCK = 1 << 14

/** The bytes in which two contents differ, from the first to the last. */
export function differenceOf(old: ByteString, content: ByteString): Splice {
  const most = Math.min(old.length, content.length)
  let head = 0
  while (head + BLOCK <= most && old.slice(head, head + BLOCK) === content.slice(head, head + BLOCK)) {
    head += BLOCK
  }
  while (head < most && old.charCodeAt(head) === content.charCodeAt(head)) head++
  const { length } = content
  let tail = 0
  while (
    tail + BLOCK <= most - head &&
    old.slice(old.length - tail - BLOCK, old.length - tail) ===
      content.slice(length - tail - BLOCK, length - tail)
  ) {
    tail += BLOCK
  }
  while (
    tail < most - head &&
    old.charCodeAt(old.length - 1 - tail) === content.charCodeAt(length - 1 - tail)
  ) {
    tail++
  }
  return { offset: head, length: old.length - tail - head, content: content.slice(head, length - tail) }
}
