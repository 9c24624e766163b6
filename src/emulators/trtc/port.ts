/** The emulator's port, unless the environment says otherwise. */
export const TRTC_EMULATOR_PORT = 4101;
