import { watchPrivacy } from './services/privacy';

/** Starts the cloud. Everything else is loaded by the page that needs it. */
App({
  onLaunch() {
    wx.cloud.init({ traceUser: true });
    watchPrivacy();
  },
});
