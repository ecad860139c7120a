import { basicId, basicTitle, id, title } from './title.ts'

/** Which of the two CodeShips the output is for; they share the scripts. */
export interface Flavor {
  readonly id: string
  readonly title: string
  /** The folder of the scripts. */
  readonly folder: string
  /** Whether steps run in images, each with its own services. */
  readonly images: boolean
}

/** CodeShip Pro: steps in containers. */
export const pro: Flavor = { id, title, folder: 'codeship', images: true }

/** CodeShip Basic: commands on one machine. */
export const basic: Flavor = { id: basicId, title: basicTitle, folder: 'codeship-basic', images: false }
