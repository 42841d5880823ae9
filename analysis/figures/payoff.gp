# A table of mean pay-offs as a heat map. NAME.dat: column row mean half_width impasse best tied, where
# a half width of 0 is none. The colours are cividis: even steps, the same order in grey.
FILE = DIR . NAME . '.dat'
set xrange [-0.5:COLUMNS - 0.5]; set yrange [ROWS - 0.5:-0.5]
unset grid; unset border; unset tics; unset colorbox

if (TERM eq 'txt') {
    line(i) = 1 - (HEADS + 1.5 + i) / LINES
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    do for [r = 1:ROWS] { set label 100 + r ROW_TXT[r] at screen 0.01, screen line(r) }
    do for [r = 0:ROWS] { set label 200 + r TABLE_TXT[r + 1] at screen 0.25, screen line(r) }
    do for [i = 1:FEET] { set label 300 + i FOOT_TXT[i] at screen 0.01, screen line(ROWS + 1 + i) }
    plot [0:1] [0:1] 2
} else {
    set label 901 fit(TITLE, ':Bold', 1.35, W - 40) at screen X(20), screen Y(26) left tc rgb INK
    set label 902 fit(SUBTITLE, '', 0.85, W - 40) at screen X(20), screen Y(50) left tc rgb SOFT
    set label 903 fit(LEGEND, '', 0.85, W - 40) at screen X(20), screen Y(67) left tc rgb SOFT
    set lmargin at screen X(LEFT); set rmargin at screen X(W - RIGHT)
    set tmargin at screen Y(TOP); set bmargin at screen Y(H - BOTTOM)
    wide = (W - LEFT - RIGHT) / (1. * COLUMNS); high = (H - TOP - BOTTOM) / (1. * ROWS)
    foot_at = (high > 36 ? 5.5 : 0.15 * high); thick = (high > 36 ? 1.5 : 0.05 * high) # of the bar
    rim = (high > 24 ? 1 : 0.65) # of the frame
    px(n) = n / wide; py(n) = n / high
    set palette defined (0 '#00224E', 0.25 '#3F4C6B', 0.5 '#7C7B78', 0.75 '#BCAE6C', 1 '#FEE838')
    set cbrange [LOW:HIGH]
    ink(x) = ((x - LOW) / (HIGH - LOW) < 0.55 ? 0xFFFFFF : 0x111111)
    do for [r = 1:ROWS] { set label 100 + r fit(ROW[r], '', 0.95, LEFT - 20) at screen X(LEFT - 8), first r - 1 right tc rgb INK }
    do for [c = 1:COLUMNS] {
        if (TURNED) {
            set label 200 + c fit(COLUMN[c], '', 0.95, BOTTOM * 1.5) at first c - 1 + px(6), screen Y(H - BOTTOM + 14) right rotate by 35 tc rgb INK
        } else {
            set label 200 + c fit(COLUMN[c], '', 0.95, wide) at first c - 1, screen Y(H - BOTTOM + 16) center tc rgb INK
        }
    }
    number = sprintf('%%.%df', DIGITS)
    field(x, best, tied) = (NUMBERS == 1 ? sprintf((best > 0 ? '{/:Bold*0.95 %s}' : '{/*0.95 %s}'), (tied > 0 ? '∼' : '') . sprintf(number, x)) : (tied > 0 ? '∼' : ''))
    do for [r = 1:ROWS] { set label 400 + r sprintf('{/:Bold*0.85 %s}', sprintf(number, MEAN[r])) at screen X(W - RIGHT + 30), first r - 1 center tc rgb INK }
    set label 300 '{/:Bold*0.85 mean}' at screen X(W - RIGHT + 30), screen Y(TOP - 10) center tc rgb INK
    # the scale
    steps = 40; bar = 0.8 * (H - TOP - BOTTOM) / steps
    foot = H - BOTTOM - 0.1 * (H - TOP - BOTTOM)
    do for [i = 1:steps] { set object 1000 + i rectangle from screen X(W - 66), screen Y(foot - (i - 1) * bar) to screen X(W - 52), screen Y(foot - i * bar - (i < steps ? 0.7 : 0)) fc palette cb LOW + (HIGH - LOW) * (i - 0.5) / steps fs solid noborder }
    do for [i = 0:2] { set label 310 + i sprintf('{/*0.85 %.2g}', LOW + (HIGH - LOW) * i / 2.) at screen X(W - 46), screen Y(foot - i * steps * bar / 2) left tc rgb SOFT }
    set style fill solid noborder
    frame(x, best) = (best > 0 ? x : NaN)
    plot FILE using 1:2:(0.5 - px(0.6)):(0.5 - py(0.6)):3 with boxxyerror fs solid noborder fc palette, \
         FILE using ($1 - 0.5 + px(4) + $5 * (0.5 - px(4))):($2 + 0.5 - py(foot_at)):($5 * (0.5 - px(4))):(py(thick)):(ink($3)) with boxxyerror fs solid noborder fc rgb variable, \
         FILE using (frame($1, $6)):2:(0.5 - px(2)):(0.5 - py(2)) with boxxyerror fs empty lc rgb '#FFFFFF' lw 4 * rim, \
         FILE using (frame($1, $6)):2:(0.5 - px(2)):(0.5 - py(2)) with boxxyerror fs empty lc rgb '#000000' lw 1.6 * rim, \
         FILE using 1:($2 - (HALVES == 1 && $4 > 0 ? py(6) : 0)):(field($3, $6, $7)):(ink($3)) with labels tc rgb variable, \
         FILE using 1:($2 + py(9)):(HALVES == 1 && $4 > 0 ? sprintf('{/*0.7 ±%.3f}', $4) : ''):(ink($3)) with labels tc rgb variable
}
