/** A keyword of the file. */
export function keyword<const K extends string>(name: K): `https://docs.gitlab.com/ci/yaml/#${K}` {
  return `https://docs.gitlab.com/ci/yaml/#${name}`
}

/** A page about GitLab CI. */
export function page<const P extends string>(path: P): `https://docs.gitlab.com/ci/${P}` {
  return `https://docs.gitlab.com/ci/${path}`
}

/** The values that GitLab itself gives to jobs. */
export const predefined = 'https://docs.gitlab.com/ci/variables/predefined_variables/'
