import { deploymentSignInsOf } from '../../db/repositories/deployment-sign-ins.ts'
import type { Deps } from '../../deps.ts'
import { newSignIn, type WantedCode } from './new-sign-in.ts'

/** As `requestSignIn`, at the page of the deployment: no merchant is asked. */
export async function requestDeploymentSignIn(deps: Deps, wanted: WantedCode): Promise<string> {
  const request = await newSignIn(deps, wanted)
  await deploymentSignInsOf(deps.directory.home).ask(request)
  return request.id
}
