import type { ConnectedVendor, Vendor } from '../calling/connected-vendor.js';
import { SignedClient } from '../calling/signed-client.js';
import type { CountedApi } from '../calling/vendor-api.js';
import type { VendorWiring } from '../calling/vendor-wiring.js';
import { addBlackList, blacklistUserCodes } from './calls/add-black-list.js';
import { getBlackList } from './calls/get-black-list.js';
import { isInBlackList } from './calls/is-in-black-list.js';
import { removeBlackList } from './calls/remove-black-list.js';
import { updateBlackList } from './calls/update-black-list.js';
import { volcengineCodes } from './codes.js';
import { volcengineDialect } from './dialect.js';
import { ListChanges } from './list-changes.js';
import { ListLooks } from './list-looks.js';
import { type VolcengineConfig, volcengineVariables } from './variables.js';

/** Every api that the gateway calls. Listed here so that an idle gateway shows their quotas too. */
const APIS: readonly CountedApi[] = [
  addBlackList,
  removeBlackList,
  updateBlackList,
  isInBlackList,
  getBlackList,
];

export class ConnectedVolcengine extends SignedClient implements ConnectedVendor {
  readonly applicationIds: readonly [number, ...number[]];
  readonly additions = new ListChanges(this, addBlackList);
  readonly removals = new ListChanges(this, removeBlackList);
  readonly updates = new ListChanges(this, updateBlackList);
  readonly looks = new ListLooks(this);

  constructor(config: VolcengineConfig, wiring: VendorWiring) {
    super(
      volcengineDialect(config),
      {
        sharedPrefix: 'Volcengine',
        credentialId: config.accessKeyId,
        applicationId: config.appIds[0],
        scale: { configured: config.callsPerSecond, documented: addBlackList.callsPerSecond },
        codes: volcengineCodes.documented,
      },
      APIS.map((api) => ({ api })),
      wiring,
    );
    this.applicationIds = config.appIds;
  }

  renew(config: VolcengineConfig): void {
    this.signWith(volcengineDialect(config));
  }
}

export const volcengine = {
  title: 'Volcengine RTC',
  description: 'Volcengine RTC messaging: blacklists.',
  configuredAs: 'volcengine',
  variables: volcengineVariables,
  codes: volcengineCodes,
  userCodes: blacklistUserCodes,
  connect: (config, wiring) => new ConnectedVolcengine(config, wiring),
} as const satisfies Vendor<VolcengineConfig, ConnectedVolcengine>;
