import { conform } from '../../harness/conform.ts'
import { runBitbucket } from '../../harness/run-bitbucket.ts'

// The shells that an image may have.
for (const shell of ['bash', 'dash'])
  conform({
    id: 'bitbucket',
    how: `the steps for Bitbucket, run as it documents in ${shell}, leave the trace of the story`,
    play: (files) => runBitbucket(files, shell),
  })
