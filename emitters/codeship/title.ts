/** What a story calls CodeShip Pro. */
export const id = 'codeship' as const

/** What people call it. */
export const title = 'CodeShip Pro' as const

/** What a story calls CodeShip Basic. */
export const basicId = 'codeship-basic' as const

/** What people call it. */
export const basicTitle = 'CodeShip Basic' as const
