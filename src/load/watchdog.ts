import { Worker } from 'node:worker_threads'

// A loop on the main thread can only be stopped from another one, by the way that debuggers take.
const script = `
const { Session } = require('node:inspector')
const session = new Session()
session.connectToMainThread()
setTimeout(() => session.post('Runtime.terminateExecution', () => {}), require('node:worker_threads').workerData)
`

/** Stops whatever the main thread computes after a time, in milliseconds; the result calls it off. */
export function interruptAfter(milliseconds: number): () => void {
  const worker = new Worker(script, { eval: true, workerData: milliseconds })
  // Without a debugger in this build of Node, such a loop is left to the person who waits.
  worker.on('error', () => {})
  worker.unref()
  return () => void worker.terminate()
}
