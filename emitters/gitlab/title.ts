/** What a story calls the vendor. */
export const id = 'gitlab' as const

/** What people call the vendor. */
export const title = 'GitLab CI'
