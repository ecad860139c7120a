import { isYes } from '../condition/build.ts'
import { vendorTests } from '../condition/tests.ts'
import type { Job, Pipeline, VendorStep } from '../ir.ts'
import { inside } from '../origin.ts'
import { hasVendorSteps } from '../vendor-steps.ts'
import { type Feature, jobsThat, rows, stepsThat, type Use, useOf } from './use.ts'

const always = { test: 'true' }
const hasConditions = (job: Job) => !job.steps.every((step) => isYes(step.condition))
const vendorSteps: Feature['find'] = (pipeline) =>
  inVendorSteps(pipeline, (job, step) => [
    useOf(
      job,
      '',
      [...Object.keys(step.variants), ...(step.otherwise === null ? [] : ['otherwise'])].join(', '),
      step.origin,
    ),
  ])

const recipes: Feature['find'] = (pipeline) =>
  inVendorSteps(pipeline, (job, step) => (step.recipeOf === null ? [] : [useOf(job, '', step.recipeOf, step.origin)]))

function inVendorSteps(pipeline: Pipeline, usesOf: (job: Job, step: VendorStep) => readonly Use[]): readonly Use[] {
  if (!hasVendorSteps(pipeline)) return []
  return pipeline.jobs.flatMap((job) => job.steps.flatMap((step) => (step.kind === 'vendor' ? usesOf(job, step) : [])))
}

/** What a step can ask for. */
export const stepFeatures = rows({
  'step.run': { title: 'step that runs a script', safety: true, find: stepsThat(() => true, '') },
  'job.steps.none': {
    title: 'job that only a raw patch fills',
    safety: true,
    find: jobsThat(
      (job) => job.steps.length === 0,
      'steps',
      (job) => job.raw.map((patch) => patch.vendor).join(', '),
    ),
  },
  'step.name': { title: 'name of a step', find: stepsThat((step) => step.name.length, 'name') },
  'step.shell.sh': { title: 'POSIX shell', find: stepsThat((step) => step.shell === 'sh', 'shell') },
  'step.shell.pwsh': { title: 'PowerShell', find: stepsThat((step) => step.shell === 'pwsh', 'shell') },
  'step.workingDirectory': {
    title: 'working directory of a step',
    find: stepsThat((step) => step.workingDirectory !== '.', 'workingDirectory'),
  },
  'step.when': {
    title: 'condition of a step',
    safety: true,
    find: stepsThat(
      (step) =>
        'all' in step.condition ||
        'any' in step.condition ||
        'not' in step.condition ||
        step.condition.test !== always.test,
      'when',
    ),
  },
  'step.when.vendor': {
    title: "condition of a step in a vendor's own words",
    safety: true,
    find: (p) =>
      p.jobs
        .filter(hasConditions)
        .flatMap((job) =>
          job.steps.flatMap((step) =>
            vendorTests(step.condition).map((vendors) => useOf(job, 'when', vendors, step.origin)),
          ),
        ),
  },
  'step.onFailure': {
    title: 'step that runs after a failure',
    safety: true,
    find: stepsThat((step) => step.status === 'failure', 'when'),
  },
  'step.always': {
    title: 'step that runs whatever happened',
    safety: true,
    find: stepsThat((step) => step.status === 'always', 'when'),
  },
  'step.continueOnError': {
    title: 'step that may fail',
    safety: true,
    find: stepsThat((step) => step.continueOnError, 'continueOnError'),
  },
  'step.timeout': {
    title: 'time limit of a step',
    safety: true,
    find: stepsThat((step) => step.timeoutMinutes !== null, 'timeout'),
  },
  'step.retry': { title: 'retry of a failed step', safety: true, find: stepsThat((step) => step.retry > 0, 'retry') },
  'step.vendor': { title: 'step written for each vendor', find: vendorSteps },
  'step.recipe': { title: "another vendor's step, known to pipegen", find: recipes },
  'step.raw': {
    title: 'raw patch of a step',
    find: stepsThat(
      (step) => step.raw.length,
      'raw',
      (step) => step.raw.map((patch) => patch.vendor).join(', '),
    ),
  },
  'pipeline.env': {
    title: 'environment of all jobs',
    find: (p) => (p.env.length === 0 ? [] : [{ subject: 'the story', origin: inside(p.origin, 'env') }]),
  },
  'job.env': { title: 'environment of a job', find: jobsThat((job) => job.env.length, 'env') },
  'step.env': { title: 'environment of a step', find: stepsThat((step) => step.env.length, 'env') },
  'pipeline.permissions': {
    title: 'permissions of all jobs',
    safety: true,
    find: (p) =>
      p.permissions === 'settings' ||
      Object.entries(p.permissions).every(([area, level]) => area === 'contents' && level === 'read')
        ? []
        : [
            {
              subject: 'the story',
              origin: inside(p.origin, 'permissions'),
              detail: Object.entries(p.permissions)
                .map(([area, level]) => `${area}: ${level}`)
                .join(', '),
            },
          ],
  },
  'pipeline.permissions.settings': {
    title: 'permissions that the settings of the repository give',
    find: (p) =>
      p.permissions === 'settings' ? [{ subject: 'the story', origin: inside(p.origin, 'permissions') }] : [],
  },
  'pipeline.title': {
    title: 'title of the story',
    find: (p) => (p.title === null ? [] : [{ subject: 'the story', origin: inside(p.origin, 'title') }]),
  },
  'pipeline.cancelSuperseded': {
    title: 'newer run that cancels the older one',
    find: (p) =>
      p.cancelSuperseded === 'none'
        ? []
        : [{ subject: 'the story', origin: inside(p.origin, 'cancelSuperseded'), detail: p.cancelSuperseded }],
  },
  'pipeline.jobs.none': {
    title: 'story whose jobs a raw patch alone brings',
    safety: true,
    find: (p) =>
      p.jobs.length > 0
        ? []
        : [
            {
              subject: 'the story',
              origin: inside(p.origin, 'stages'),
              detail: p.raw.map((patch) => patch.vendor).join(', '),
            },
          ],
  },
  'pipeline.raw': {
    title: 'raw patch of the whole output',
    find: (p) => p.raw.map((patch) => ({ subject: 'the story', origin: patch.origin, detail: patch.vendor })),
  },
})
