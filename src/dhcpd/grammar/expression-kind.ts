/** What an expression evaluates to; `any` where only running it can tell: variables and calls of own functions. */
export type Kind = 'data' | 'numeric' | 'boolean' | 'any'

/** What is wanted where an expression stands. It says how a bare number is read: as octets, or as a number. */
export type Context = Kind | 'data-or-numeric'
