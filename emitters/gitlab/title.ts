/** What people call the vendor. */
export const title = 'GitLab CI'
