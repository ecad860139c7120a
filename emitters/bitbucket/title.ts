/** What a story calls the vendor. */
export const id = 'bitbucket' as const

/** What people call the vendor. */
export const title = 'Bitbucket Pipelines' as const
