import fc from 'fast-check'

// The same samples in every run, so that a run tells of the change and not of luck; SEED=random draws others.
const { SEED = '20261122' } = process.env
if (SEED !== 'random') fc.configureGlobal({ seed: Number(SEED) })
