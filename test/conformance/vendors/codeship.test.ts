import { conform } from '../../harness/conform.ts'
import { runCodeship, runCodeshipBasic } from '../../harness/run-codeship.ts'

conform({
  id: 'codeship',
  how: 'the steps for CodeShip Pro, run as it documents, leave the trace of the story',
  play: runCodeship,
})
conform({
  id: 'codeship-basic',
  how: 'the commands for CodeShip Basic leave the trace of the story',
  play: runCodeshipBasic,
})
