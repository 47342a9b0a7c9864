/** mrkdwn, understood. Text is as people read it: `&amp;` is `&` by now. */
export type MarkdownNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly inner: readonly MarkdownNode[] }
  | { readonly kind: 'quote'; readonly inner: readonly MarkdownNode[] }
  | { readonly kind: 'code' | 'pre'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly text: string }
  | { readonly kind: 'date'; readonly seconds: number; readonly format: string }
  | { readonly kind: 'user' | 'channel' | 'broadcast' | 'emoji'; readonly id: string }

/** Reads Slack's mrkdwn: code first, then quotes, then links and mentions, then styles. Never fails. */
export function parseMarkdown(source: string): readonly MarkdownNode[] {
  const nodes: MarkdownNode[] = []
  let rest = 0
  for (const match of source.matchAll(/```\n?([\s\S]+?)```/g)) {
    nodes.push(...lines(source.slice(rest, match.index)), { kind: 'pre', text: plain(match[1] ?? '') })
    rest = match.index + match[0].length
  }
  return [...nodes, ...lines(source.slice(rest))]
}

function lines(source: string): readonly MarkdownNode[] {
  return source.split(/((?:^&gt; ?[^\n]*(?:\n|$))+)/m).flatMap((part, index) => {
    if (part === '') return []
    if (index % 2 === 0) return inline(part)
    return [{ kind: 'quote' as const, inner: inline(part.replace(/^&gt; ?/gm, '').trimEnd()) }]
  })
}

const styles: Readonly<Record<string, 'bold' | 'italic' | 'strike'>> = {
  '*': 'bold',
  _: 'italic',
  '~': 'strike',
}

const token = new RegExp(
  [
    '`([^`\\n]+)`',
    '<([^<>\\n]+)>',
    ':([a-z0-9_+-]+):',
    '(?<![A-Za-z0-9])([*_~])(?=\\S)((?:(?!\\4)[^\\n])+?)(?<=\\S)\\4(?![A-Za-z0-9])',
  ].join('|'),
  'g',
)

function inline(source: string): readonly MarkdownNode[] {
  const nodes: MarkdownNode[] = []
  let rest = 0
  for (const match of source.matchAll(token)) {
    if (match.index > rest) nodes.push({ kind: 'text', text: plain(source.slice(rest, match.index)) })
    nodes.push(nodeFor(match))
    rest = match.index + match[0].length
  }
  if (rest < source.length) nodes.push({ kind: 'text', text: plain(source.slice(rest)) })
  return nodes
}

function nodeFor(match: RegExpMatchArray): MarkdownNode {
  const [, code, angle, emoji, mark, styled] = match
  if (code !== undefined) return { kind: 'code', text: plain(code) }
  if (angle !== undefined) return reference(angle)
  if (emoji !== undefined) return { kind: 'emoji', id: emoji }
  return { kind: styles[mark ?? ''] ?? 'bold', inner: inline(styled ?? '') }
}

function reference(angle: string): MarkdownNode {
  const cut = angle.indexOf('|')
  const target = cut < 0 ? angle : angle.slice(0, cut)
  const label = cut < 0 ? undefined : angle.slice(cut + 1)
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1) }
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1) }
  if (target.startsWith('!date^')) return instant(target, label)
  if (target.startsWith('!subteam^'))
    return { kind: 'broadcast', id: label?.replace(/^@/, '') ?? target.slice(9) }
  if (target.startsWith('!')) return { kind: 'broadcast', id: target.slice(1) }
  return { kind: 'link', url: plain(target), text: plain(label ?? target) }
}

/** `!date^1392734382^{date} at {time}`, with what to say where it cannot be understood. */
function instant(target: string, fallback: string | undefined): MarkdownNode {
  const [, seconds = '', format = ''] = target.split('^')
  return /^\d+$/.test(seconds) && format !== ''
    ? { kind: 'date', seconds: Number(seconds), format: plain(format) }
    : { kind: 'text', text: plain(fallback ?? target) }
}

function plain(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
}
