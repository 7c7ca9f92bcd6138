/** The job of GitHub Actions that this runs in. */
export interface Job {
  readonly env: { readonly [name: string]: string | undefined };
  readonly workspace: string;
  /** RUNNER_TEMP. */
  readonly temp: string;
  /** A folder of ours in it, which later steps of the job can read. */
  readonly own: string;
}
