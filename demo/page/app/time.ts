/** `10:24 AM`, in the browser's own manner, of a message's ts. */
export function clockOf(ts: string): string {
  return new Date(Number(ts) * 1000).toLocaleTimeString([], { hour: 'numeric', minute: '2-digit' })
}

/** `Today`, or the date. */
export function dayOf(ts: string): string {
  const date = new Date(Number(ts) * 1000)
  if (date.toDateString() === new Date().toDateString()) return 'Today'
  return date.toLocaleDateString([], { weekday: 'long', month: 'long', day: 'numeric' })
}

type Write = (date: Date, now: Date) => string

const plainDate = write({ year: 'numeric', month: 'long', day: 'numeric' })
const shortDate = write({ year: 'numeric', month: 'short', day: 'numeric' })
const longDate = write({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' })

/** The tokens of Slack's date formatting. */
const tokens: ReadonlyMap<string, Write> = new Map([
  ['date_num', (date) => date.toLocaleDateString('sv')],
  ['date', plainDate],
  ['date_short', shortDate],
  ['date_long', longDate],
  ['date_pretty', nearby(plainDate)],
  ['date_short_pretty', nearby(shortDate)],
  ['date_long_pretty', nearby(longDate)],
  ['time', (date) => clockOf(String(date.getTime() / 1000))],
  ['time_secs', (date) => date.toLocaleTimeString()],
])

/**
 * An instant as Slack writes it for the reader, in the reader's time zone.
 * @param seconds since 1970
 * @param format as in `<!date^…^{date_short_pretty} at {time}|…>`; the first letter is made a capital, as Slack does.
 */
export function formatDate(seconds: number, format: string, now: Date): string {
  const date = new Date(seconds * 1000)
  const text = format.replace(/\{(\w+)\}/g, (all, name: string) => tokens.get(name)?.(date, now) ?? all)
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function write(options: Intl.DateTimeFormatOptions): Write {
  return (date) => date.toLocaleDateString([], options)
}

/** Days close by are called by their names. */
function nearby(otherwise: Write): Write {
  return (date, now) => {
    const dayFromNow = (days: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days)
    const names = ['yesterday', 'today', 'tomorrow']
    const near = names.find((_name, at) => date.toDateString() === dayFromNow(at - 1).toDateString())
    return near ?? otherwise(date, now)
  }
}
