/** What a story calls the vendor. */
export const id = 'tekton' as const

/** What people call the vendor. */
export const title = 'Tekton' as const
