import { conform } from '../../harness/conform.ts'
import { runTekton, runTektonPlain } from '../../harness/run-tekton.ts'

conform('tekton', 'the run for Pipelines-as-Code, played as Tekton documents, leaves the trace of the story', runTekton)
conform(
  'tekton-plain',
  'the objects for Tekton alone, from a web hook on, leave the trace of the story',
  runTektonPlain,
)
