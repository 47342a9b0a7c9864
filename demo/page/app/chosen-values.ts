import type { StateValue } from '../../workspace/form.ts'

/** The values of the options that are chosen, in an element of one choice or of several. */
export function chosenValues(value: StateValue | undefined): readonly string[] {
  if (value === undefined) return []
  if ('selected_options' in value) return value.selected_options.map((option) => option.value)
  if ('selected_option' in value && value.selected_option !== null) return [value.selected_option.value]
  return []
}
