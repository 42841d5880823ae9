# What a party asks for, as colour, over time and over the levels of a factor. Blocks of NAME.dat, one per
# panel: from to level demand. The colours are cividis: even steps, the same order in grey.
FILE = DIR . NAME . '.dat'
named(factor, level) = (strlen(factor) && strlen(level) ? factor . ': ' . level : level)
set xrange [0:1]; set yrange [LEVELS - 0.5:-0.5]
unset grid; unset colorbox
AXIS_NAME = 'share of the time until the deadline, %'

if (TERM eq 'txt') {
    unset border; unset tics
    line(i) = 1 - (HEADS + 0.5 + i) / LINES
    do for [i = 1:HEADS] { set label 900 + i HEAD[i] at screen 0.01, screen 1 - (i - 0.5) / LINES }
    do for [l = 1:LEVELS] { set label 100 + l LEVEL_TXT[l] at screen 0.01, screen line(l); set label 200 + l MAP_TXT[l] at screen 0.27, screen line(l) }
    set label 300 'tenths of the demand, over time; a dot: half of the talks are over' at screen 0.27, screen line(LEVELS + 1)
    plot [0:1] [0:1] 2
} else {
    set palette defined (0 '#00224E', 0.25 '#3F4C6B', 0.5 '#7C7B78', 0.75 '#BCAE6C', 1 '#FEE838')
    set cbrange [LOW:HIGH]
    set multiplot
    set label 904 fit(OVER, '', 1, H - TOP - BOTTOM) at screen X(16), screen 0.5 * (Y(TOP) + Y(H - BOTTOM)) center rotate by 90 tc rgb INK
    set label 905 fit(AXIS_NAME, '', 1, W - LEFT - RIGHT) at screen X(LEFT) + 0.5 * (1 - X(LEFT) - X(RIGHT)), screen Y(H - 12) center tc rgb INK
    # the scale
    steps = 40; body = H - TOP - BOTTOM; bar = (body < 220 ? body : 220.) / steps
    do for [i = 1:steps] { set object 1000 + i rectangle from screen X(W - 58), screen Y(TOP + steps * bar - (i - 1) * bar) to screen X(W - 44), screen Y(TOP + steps * bar - i * bar - (i < steps ? 0.7 : 0)) fc palette cb LOW + (HIGH - LOW) * (i - 0.5) / steps fs solid noborder }
    do for [i = 0:2] { set label 310 + i sprintf('{/*0.85 %.2g}', LOW + (HIGH - LOW) * i / 2.) at screen X(W - 38), screen Y(TOP + steps * bar * (1 - i / 2.)) left tc rgb SOFT }
    width = (W - LEFT - RIGHT - (COLUMNS - 1) * GAPX) / COLUMNS
    height = (H - TOP - BOTTOM - (ROWS - 1) * GAPY) / ROWS
    unset ytics
    do for [i = 1:TILES] {
        r = 1 + (i - 1) / COLUMNS; c = i - (r - 1) * COLUMNS
        left = LEFT + (c - 1) * (width + GAPX)
        top = TOP + (r - 1) * (height + GAPY)
        set lmargin at screen X(left); set rmargin at screen X(left + width)
        set tmargin at screen Y(top); set bmargin at screen Y(top + height)
        name = (WRAPPED ? named(ACROSS, COLUMN[i]) : named(ACROSS, COLUMN[c]) . (strlen(ROW[r]) ? ' · ' . named(DOWN, ROW[r]) : ''))
        if (strlen(name)) { set label 1 fit(name, ':Bold', 0.9, width) at screen X(left), screen Y(top - 14) left tc rgb INK }
        if (c == 1) { do for [l = 1:LEVELS] { set label 100 + l fit(LEVEL[l], '', 0.9, LEFT - 44) at screen X(LEFT - 8), first l - 1 right tc rgb INK } }
        foot = (i + COLUMNS > TILES)
        set xtics ((foot ? '0' : '') 0, (foot ? '50' : '') 0.5, (foot ? '100' : '') 1)
        plot FILE index i - 1 using (($1 + $2) / 2):3:(($2 - $1) / 2):(0.5 - 0.6 * LEVELS / height):4 with boxxyerror fs solid noborder fc palette
        unset label; unset object
    }
    unset multiplot
}
