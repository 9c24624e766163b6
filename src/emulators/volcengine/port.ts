/** The emulator's port, unless the environment says otherwise. */
export const VOLCENGINE_EMULATOR_PORT = 4102;
