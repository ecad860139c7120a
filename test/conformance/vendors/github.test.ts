import { conform } from '../../harness/conform.ts'
import { runGithub } from '../../harness/run-github.ts'

conform(
  'github',
  'the scripts of a workflow, in the shells that GitHub documents, leave the trace of the story',
  (files) => runGithub(files.find(({ path }) => path.endsWith('.yml'))?.text ?? ''),
)
