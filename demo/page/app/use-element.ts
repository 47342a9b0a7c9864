import { useContext, useState } from 'preact/hooks'
import type { Block, InteractiveElement } from '../../workspace/blocks/block.ts'
import type { Entry, StateValue } from '../../workspace/form.ts'
import { Place, usePage } from './context.ts'
import { complaint } from './deeds.ts'

/** An element as the parts of the page that draw it get it. */
export interface ElementProps<Element extends InteractiveElement = InteractiveElement> {
  readonly block: Block
  readonly element: Element
  readonly value: StateValue | undefined
  /** The id of the label's or the error's element, for those who cannot see that they stand together. */
  readonly describedBy: string | undefined
  readonly labelledBy: string | undefined
  readonly id: string
  readonly invalid: boolean
  readonly required: boolean
}

/** What acting on an element needs: sending, asking first, and knowing that it is on its way or failed. */
export function useElement(props: ElementProps) {
  const { send, confirm } = usePage()
  const place = useContext(Place)
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string | undefined>(undefined)
  const address = { place, blockId: props.block.block_id ?? '', actionId: props.element.action_id ?? '' }

  async function act(entry: Entry, enter = false): Promise<void> {
    const dialog = 'confirm' in props.element ? props.element.confirm : undefined
    if (!(await confirm(dialog))) return
    setPending(true)
    setProblem(undefined)
    const answer = await send({ do: 'act', address, entry, enter }).catch((error: Error) => ({
      kind: 'failed',
      message: error.message,
    }))
    setPending(false)
    setProblem(complaint(answer))
  }

  return { act, pending, problem, address }
}
