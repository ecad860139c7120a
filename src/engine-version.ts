/** The version of the container engine that jobs have which ask for one without saying which. */
export const engineVersion = '28'
