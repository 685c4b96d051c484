# A stand-in for Vivado: sources the script that it is given with the vendor's commands as stubs that check how they are used, and writes the files
# that a run would leave. Each vendor command is told on standard output as `call: COMMAND ARGUMENTS`.
# Usage: tclsh vivado.tcl -mode batch -source SCRIPT [-tclargs ...]; reports come from the folder in ACCEL_STAND_IN_REPORTS.

rename unknown tcl_unknown
set stage 0
set stages {synth_design opt_design place_design phys_opt_design route_design write_bitstream}
set cells [dict create]
set ports [dict create]
set used [dict create]
set projects 0
set known [dict create]
set file [open [file join [file dirname [file normalize [info script]]] ip_properties.txt]]
foreach line [split [read $file] \n] {
  set words [regexp -all -inline {\S+} [regsub {#.*} $line ""]]
  if {[llength $words] > 0} { dict lappend known [lindex $words 0] {*}[lrange $words 1 end] }
}
close $file

proc must {condition text} {
  if {![uplevel 1 [list expr $condition]]} { error "stand-in: $text" }
}

proc must_exist {files} {
  foreach file $files { must {[file isfile $file]} "there is no file $file" }
}

proc after {arguments option} {
  set index [lsearch -exact $arguments $option]
  expr {$index < 0 ? "" : [lindex $arguments [expr {$index + 1}]]}
}

proc reference {table name} {
  must {[dict exists $::cells [lindex [split $name /] 0]]} "there is no cell of $name"
  return $name
}

# A setting of a cell must be one that its IP has.
proc set_cell {cell properties} {
  set ip [dict get $::cells $cell]
  foreach {name value} $properties {
    must {[string match CONFIG.* $name]} "$name of $cell is no setting"
    set setting [string range $name 7 end]
    set fitting [lmap pattern [dict get $::known $ip] {expr {[string match $pattern $setting] ? $pattern : [continue]}}]
    must {[llength $fitting] > 0} "$ip has no setting $setting that is known"
    must {$value ne ""} "$name of $cell is empty"
  }
}

proc connect {ends sinks} {
  foreach end $sinks {
    must {![dict exists $::used $end]} "$end is connected twice"
    dict set ::used $end 1
  }
}

proc copy_report {arguments name} {
  if {[info exists ::env(ACCEL_STAND_IN_REPORTS)]} {
    file copy -force [file join $::env(ACCEL_STAND_IN_REPORTS) $name] [after $arguments -file]
  }
}

proc write_file {path} {
  must {[file isdirectory [file dirname $path]]} "there is no folder for $path"
  close [open $path w]
}

proc unknown {command args} {
  puts "call: [list $command {*}$args]"
  set next [lsearch -exact $::stages $command]
  if {$next >= 0} {
    must {$next == $::stage} "$command comes at the wrong time"
    incr ::stage
  }
  switch -glob -- $command {
    create_project { incr ::projects; must {[after $args -part] ne ""} "no part" }
    close_project { incr ::projects -1 }
    read_vhdl - add_files { must {$::projects > 0} "no project is open"; must_exist [lindex $args end] }
    read_xdc { must_exist $args; uplevel #0 [list source [lindex $args 0]] }
    make_wrapper { set path [file join [pwd] work wrapper.vhd]; file mkdir [file dirname $path]; write_file $path; return $path }
    synth_design { must {[after $args -top] ne "" && [after $args -part] ne ""} "no top or no part" }
    report_utilization { copy_report $args utilization.txt }
    report_timing_summary { must {$::stage == 5} "timing before routing means nothing"; copy_report $args timing.txt }
    write_bitstream { write_file [lindex $args end] }
    write_cfgmem { must {$::stage == 6} "no bitstream"; must_exist [lindex [after $args -loadbit] 2]; write_file [after $args -file] }
    set_property {
      set target [lindex $args end]
      if {[llength $target] == 1 && [dict exists $::cells $target]} {
        set_cell $target [expr {[lindex $args 0] eq "-dict" ? [lindex $args 1] : [lrange $args 0 1]}]
      }
    }
    create_bd_cell { must {[dict exists $::known [after $args -vlnv]] || [string match accel:user:accel_*_device:1.0 [after $args -vlnv]]} "[after $args -vlnv] is not in the catalogue"; dict set ::cells [lindex $args end] [after $args -vlnv]; return [lindex $args end] }
    create_bd_port - create_bd_intf_port { dict set ::ports [lindex $args end] [after $args -dir]; return [lindex $args end] }
    get_bd_cells { must {[dict exists $::cells [lindex $args 0]]} "there is no cell $args" }
    get_bd_pins - get_bd_intf_pins - get_bd_addr_spaces { return [reference $::cells [lindex $args 0]] }
    get_bd_ports - get_bd_intf_ports { must {[dict exists $::ports [lindex $args 0]]} "there is no port $args" }
    connect_bd_net { must {[llength $args] > 1} "a net has two ends"; connect $args [lrange $args 1 end] }
    connect_bd_intf_net { must {[llength $args] == 2} "an interface has two ends"; connect $args $args }
    make_bd_intf_pins_external - apply_board_connection { }
    validate_bd_design {
      dict for {port direction} $::ports { must {$direction ne "O" || [dict exists $::used $port]} "nothing drives the port $port" }
      foreach pin {device/aclk device/aresetn device/m_axi device/s_axil} { must {[dict exists $::used $pin]} "$pin is not connected" }
    }
    get_property { return [expr {[lindex $args 0] eq "CONFIG.POLARITY" ? "ACTIVE_HIGH" : "property"}] }
    ipx::current_core { return core }
    ipx::get_bus_interfaces {
      # The packager infers an interface from ports that begin with its name.
      set top [open [lindex [glob [file join $::here vhdl accel_*_device.vhd]] 0]]
      set text [read $top]
      close $top
      return [expr {[regexp "\n    [lindex $args 0]_\\w+ : in" $text] ? [lindex $args 0] : ""}]
    }
    version { return 2023.2 }
  }
  return [lindex $args end]
}

if {[lsearch -exact $argv -version] >= 0} {
  puts "Vivado v2023.2 (stand-in)"
  exit 0
}
set script [after $argv -source]
set arguments [lsearch -exact $argv -tclargs]
set argv [expr {$arguments < 0 ? {} : [lrange $argv [expr {$arguments + 1}] end]}]
must_exist [list $script]
if {[catch {source $script} message]} {
  puts stderr "ERROR: $message\n$::errorInfo"
  exit 1
}
