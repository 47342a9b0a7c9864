import type { KnownBlock, PlainTextOption } from '@slack/types'
import type { Subnet } from '../../inventory/model.ts'
import { FIELDS, INPUT } from '../ids.ts'
import { plain, smallPrint } from './text.ts'

/** Slack takes at most so many options in a select. */
const MOST_OPTIONS = 100

export interface SubnetFieldOptions {
  readonly label: string
  readonly hint: string
  /** The one that is chosen at first. */
  readonly chosen: Subnet | undefined
}

/** A choice of subnets. None to choose from is no select: Slack refuses one without options. */
export function subnetField(subnets: readonly Subnet[], options: SubnetFieldOptions): KnownBlock[] {
  const { label, hint, chosen } = options
  if (subnets.length === 0) {
    return [
      smallPrint(
        'The subnets of this server are not known yet: type an IP address, or try again in a moment.',
      ),
    ]
  }
  return [
    {
      type: 'input',
      block_id: FIELDS.subnet,
      label: plain(label),
      optional: true,
      element: {
        type: 'static_select',
        action_id: INPUT,
        placeholder: plain('Choose a subnet', 150),
        options: shown(subnets, chosen).map(subnetOption),
        ...(chosen ? { initial_option: subnetOption(chosen) } : {}),
      },
      hint: plain(subnets.length > MOST_OPTIONS ? `${hint} Not all subnets fit into this list.` : hint),
    },
  ]
}

/** The first subnets that fit, among them the one that is chosen. */
function shown(subnets: readonly Subnet[], chosen: Subnet | undefined): readonly Subnet[] {
  const first = subnets.slice(0, MOST_OPTIONS)
  return !chosen || first.includes(chosen) ? first : [chosen, ...first.slice(1)]
}

function subnetOption(subnet: Subnet): PlainTextOption {
  const label = subnet.sharedNetwork ? `${subnet.cidr} (${subnet.sharedNetwork})` : subnet.cidr
  return { text: plain(label, 75), value: subnet.cidr }
}
