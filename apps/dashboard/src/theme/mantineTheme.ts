import { createTheme } from '@mantine/core';

/** Mantine draws menus, dialogs and tooltips; everything else is plain HTML on our tokens, so keep the two in step. */
export const mantineTheme = createTheme({
  fontFamily: "Inter, system-ui, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
  fontSizes: { xs: '11.5px', sm: '13px', md: '13px', lg: '15px', xl: '18px' },
  defaultRadius: 7,
  primaryColor: 'blue',
  components: {
    Modal: { defaultProps: { shadow: 'none', centered: true, overlayProps: { backgroundOpacity: 0.35 } } },
    Menu: { defaultProps: { shadow: 'none' } },
    Tooltip: { defaultProps: { openDelay: 250, multiline: true, maw: 320 } },
  },
});
