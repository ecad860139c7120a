/** What people call the vendor. */
export const title = 'Travis CI'
