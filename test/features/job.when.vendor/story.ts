// A preview is for pull requests with a label, which only some vendors know.
import { job, pullRequest, sh, story, vendorCondition } from 'pipegen'

const preview = job({
  when: vendorCondition({
    github: "contains(github.event.pull_request.labels.*.name, 'preview')",
    gitlab: '$CI_MERGE_REQUEST_LABELS =~ /preview/',
  }),
  steps: [sh`make preview`],
})

export default story({ name: 'shop', on: [pullRequest()], stages: { preview: { preview } } })
