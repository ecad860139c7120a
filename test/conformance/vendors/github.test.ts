import { conform } from '../../harness/conform.ts'
import { runGithub } from '../../harness/run-github.ts'

conform({
  id: 'github',
  how: 'the scripts of a workflow, in the shells that GitHub documents, leave the trace of the story',
  play: runGithub,
})
