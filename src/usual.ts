import type { Checkout } from './ir.ts'

/** What a vendor's jobs have that say nothing, as a story would say it of its own. */
export interface Usual {
  /** Minutes. */
  readonly timeout: number
  readonly checkout: Partial<Omit<Checkout, 'origin' | 'submodules'>>
}
