/** What the phone says about itself: an iPhone with WeChat 8. */
import { capsuleRect, metrics } from '../metrics';
import { currentPage, isTabPage, state } from '../state';
import { defineAsync, defineSync } from './table';

export const sdkVersion = '3.8.0';

function windowInfo() {
  const { screenWidth, screenHeight, statusBarHeight, navigationBarHeight, tabBarHeight, bottomInset } = metrics();
  const page = currentPage();
  const first = state.config.entryPagePath;
  const custom = (page?.window ?? state.config.window).navigationStyle === 'custom';
  const top = custom ? 0 : statusBarHeight + navigationBarHeight;
  const bottom = isTabPage(page?.path ?? first) && !state.config.tabBar?.custom ? tabBarHeight + bottomInset : 0;
  return {
    pixelRatio: devicePixelRatio,
    screenWidth,
    screenHeight,
    windowWidth: page?.frame.clientWidth || screenWidth,
    windowHeight: page?.frame.clientHeight || screenHeight - top - bottom,
    statusBarHeight,
    screenTop: top,
    safeArea: { left: 0, right: screenWidth, top: statusBarHeight, bottom: screenHeight - bottomInset, width: screenWidth, height: screenHeight - bottomInset - statusBarHeight },
  };
}
function deviceInfo() {
  return { brand: 'iPhone', model: 'iPhone 13 mini<iPhone14,4>', system: 'iOS 17.5.1', platform: 'ios', abi: '', benchmarkLevel: -1, cpuType: '', memorySize: 0, deviceAbi: '' };
}
function appBaseInfo() {
  return {
    SDKVersion: sdkVersion,
    version: '8.0.56',
    language: 'zh_CN',
    theme: state.theme,
    enableDebug: false,
    fontSizeSetting: 16,
    fontSizeScaleFactor: 1,
    host: { env: 'WeChat', appId: '', version: 402669620 },
  };
}
function systemSetting() {
  return { bluetoothEnabled: false, locationEnabled: true, wifiEnabled: true, deviceOrientation: 'portrait' };
}
function systemInfo() {
  return {
    ...deviceInfo(),
    ...appBaseInfo(),
    ...windowInfo(),
    ...systemSetting(),
    albumAuthorized: true,
    cameraAuthorized: true,
    locationAuthorized: true,
    microphoneAuthorized: true,
    notificationAuthorized: true,
    phoneCalendarAuthorized: true,
  };
}

defineAsync({ getSystemInfo: systemInfo, getSystemInfoAsync: systemInfo });
defineSync({
  getSystemInfoSync: systemInfo,
  getWindowInfo: windowInfo,
  getDeviceInfo: deviceInfo,
  getAppBaseInfo: appBaseInfo,
  getSystemSetting: systemSetting,
  getAppAuthorizeSetting: () => ({
    albumAuthorized: 'authorized',
    bluetoothAuthorized: 'not determined',
    cameraAuthorized: 'authorized',
    locationAuthorized: 'authorized',
    locationReducedAccuracy: false,
    microphoneAuthorized: 'authorized',
    notificationAuthorized: 'authorized',
    phoneCalendarAuthorized: 'authorized',
  }),
  getMenuButtonBoundingClientRect: capsuleRect,
  getAccountInfoSync: () => ({ miniProgram: { appId: state.appid, envVersion: 'develop', version: '' }, plugin: {} }),
  getLaunchOptionsSync: () => state.launch,
  getEnterOptionsSync: () => state.enter,
  getExtConfigSync: () => ({}),
  getSkylineInfoSync: () => ({ isSupported: false, version: '', reason: 'the local WeChat renders in a web view' }),
  getUpdateManager: () => ({
    onCheckForUpdate: (listener: (result: { hasUpdate: boolean }) => void) => setTimeout(() => listener({ hasUpdate: false })),
    onUpdateReady() {},
    onUpdateFailed() {},
    applyUpdate() {},
  }),
  getPerformance: () => performance,
  nextTick: (callback: () => void) => setTimeout(callback),
  reportEvent() {},
  reportAnalytics() {},
  reportMonitor() {},
  reportPerformance() {},
  getLogManager: () => logger(),
  getRealtimeLogManager: () => logger(),
  requestIdleCallback: (callback: IdleRequestCallback, options?: IdleRequestOptions) => requestIdleCallback(callback, options),
  cancelIdleCallback: (id: number) => cancelIdleCallback(id),
});
defineAsync({
  getExtConfig: () => ({ extConfig: {} }),
  getSkylineInfo: () => ({ isSupported: false, version: '' }),
  getBatteryInfo: () => ({ level: '100', isCharging: false }),
  setEnableDebug() {},
  updateWeChatApp() {},
  getRendererUserAgent: () => ({ userAgent: navigator.userAgent }),
});

function logger(): Record<string, unknown> {
  const quiet = { setFilterMsg() {}, addFilterMsg() {}, getCurrentState: () => ({}), tag: () => logger() };
  return { debug: console.debug, log: console.log, info: console.info, warn: console.warn, error: console.error, in: () => {}, ...quiet };
}
