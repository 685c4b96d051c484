namespace Accel.Boards.Reports;

/// <summary>A tool's report does not say what it should.</summary>
public sealed class ReportException(string report, string missing)
    : AccelException($"{report}: there is no {missing} in it", "read the tool's log beside it; a version of the tool that words its reports differently must be added in host/Accel.Boards/Reports");
