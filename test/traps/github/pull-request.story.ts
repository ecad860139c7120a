// What a pull request is called, on a branch, a tag and a pull request.
import { ctx, job, manual, pullRequest, push, sh, story, tag } from 'pipegen'

const env = { SHA: ctx.sha, BRANCH: ctx.branch, TAG: ctx.tag, EVENT: ctx.event, FORK: ctx.pullRequest.fork }
const head = job({ env, steps: [sh`make`] })
const merge = job({ env: { SHA: ctx.sha }, checkout: { pullRequest: 'merge' }, steps: [sh`make`] })

export default story({
  name: 'pull request',
  on: [push(), tag('v*'), pullRequest(), manual()],
  stages: { test: { head, merge } },
})
