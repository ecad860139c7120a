/** What people call the vendor. */
export const title = 'Travis CI'

/** What people call the vendor whose files are much like those of Travis CI. */
export const shippableTitle = 'Shippable'
