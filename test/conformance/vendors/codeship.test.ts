import { conform } from '../../harness/conform.ts'
import { runCodeship, runCodeshipBasic } from '../../harness/run-codeship.ts'

conform('codeship', 'the steps for CodeShip Pro, run as it documents, leave the trace of the story', runCodeship)
conform('codeship-basic', 'the commands for CodeShip Basic leave the trace of the story', runCodeshipBasic)
