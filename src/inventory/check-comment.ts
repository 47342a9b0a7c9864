import { readTenure } from '../dhcpd/tenure.ts'
import type { Checked } from './check-name.ts'
import { escaped } from './escaped.ts'
import type { Finding } from './finding.ts'
import { finding } from './said.ts'

const LONGEST_COMMENT = 200
/**
 * Line breaks and other control characters, direction marks, what is invisible, and halves of surrogate pairs; but not
 * the two joiners, which some scripts and emoji are written with.
 */
const FORBIDDEN = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|(?![\u200c\u200d])\p{Cf}/u

/** A comment is one line of text that nobody, and no other program, can take for anything else. */
export function checkComment(text: string): Checked {
  const comment = text.trim()
  const findings: Finding[] = []
  const control = FORBIDDEN.exec(comment)?.[0]
  if (control !== undefined) {
    const message = `The comment holds \`${escaped(control)}\`, a line break or an invisible character.`
    findings.push(finding('comment', 'comment-control', message, 'Write it as one line of plain text.'))
  }
  if (/[{}]/.test(comment)) {
    const message = 'The comment holds a brace, which other programs may take for a block.'
    findings.push(finding('comment', 'comment-braces', message, 'Use round brackets.'))
  }
  if (readTenure(comment) !== undefined) {
    const message = 'The comment reads like the one that says whose a host is.'
    findings.push(finding('comment', 'comment-owner', message, 'Give owner and end by themselves.'))
  }
  const { length } = [...comment]
  if (length > LONGEST_COMMENT) {
    const message = `The comment has ${length} characters; it may have ${LONGEST_COMMENT}.`
    findings.push(finding('comment', 'comment-long', message, 'Shorten it.'))
  }
  return { value: comment, findings }
}
