import { conform } from '../../harness/conform.ts'
import { runTekton, runTektonPlain } from '../../harness/run-tekton.ts'

conform({
  id: 'tekton',
  how: 'the run for Pipelines-as-Code, played as Tekton documents, leaves the trace of the story',
  play: runTekton,
})
conform({
  id: 'tekton-plain',
  how: 'the objects for Tekton alone, from a web hook on, leave the trace of the story',
  play: runTektonPlain,
})
