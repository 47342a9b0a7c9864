/** Whether it is the URL of a PostgreSQL database; without a host, which no other URL can be, it is one behind a socket. */
export function isDatabaseUrl(text: string): boolean {
  return isDatabaseScheme(text) && URL.canParse(text.replace('@/', '@socket/'))
}

export function isDatabaseScheme(text: string): boolean {
  return /^postgres(ql)?:/.test(text)
}
