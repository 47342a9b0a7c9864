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
