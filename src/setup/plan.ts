import type { Step } from './step.ts'

/** What is to be done on a machine, or why it cannot be and what to do about that. */
export type Plan = { readonly steps: readonly Step[] } | { readonly refusal: string; readonly advice: string }
