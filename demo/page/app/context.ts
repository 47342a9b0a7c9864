import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { ElementPlace } from '../../workspace/act-on-element.ts'
import type { Confirmation } from '../../workspace/blocks/options.ts'
import type { Snapshot } from '../snapshot.ts'
import type { Send } from './deeds.ts'

/** What every part of the page can reach. */
export interface PageContext {
  readonly snapshot: Snapshot
  readonly send: Send
  /** Asks with the app's own dialog; true when the person is sure. */
  confirm(dialog: Confirmation | undefined): Promise<boolean>
  showChannel(id: string): void
}

export const Page = createContext<PageContext | undefined>(undefined)

export function usePage(): PageContext {
  const page = useContext(Page)
  if (page === undefined) throw new Error('Used outside of the page.')
  return page
}

/** Where the elements of the blocks below stand. */
export const Place = createContext<ElementPlace>({ view: '' })
