using System.Diagnostics;
using MlPipeline.Cli.Input;
using MlPipeline.Reports;

namespace MlPipeline.Cli.Reporting;

/// <summary>The files of a report: the page, and for a new report its data beside it.</summary>
internal sealed record ReportTarget(string Page)
{
    /// <summary>The data beside the page: <c>model.html</c> has <c>model.report.json</c>.</summary>
    public string Data => Path.ChangeExtension(Page, null) + ReportFile.Extension;

    /// <exception cref="InputException">One of the files cannot be written.</exception>
    public void CheckWritable()
    {
        if (Path.GetExtension(Page).ToUpperInvariant() is not (".HTML" or ".HTM"))
            throw new InputException($"The report '{Page}' is a web page; give a name that ends in .html.");
        OutputFile.CheckWritable(Page);
    }

    public void Write(Report report)
    {
        ReportFile.Write(Data, report);
        ReportHtml.Write(Page, report);
    }

    /// <summary>Opens a page in the user's browser.</summary>
    /// <param name="page">Its full path or its address.</param>
    /// <exception cref="InputException">There is no browser.</exception>
    public static void Open(string page)
    {
        try
        {
            // Through the shell: the system knows what opens web pages.
            using Process? browser = Process.Start(new ProcessStartInfo(page) { UseShellExecute = true });
        }
        catch (Exception error)
            when (error
                    is System.ComponentModel.Win32Exception
                        or InvalidOperationException
                        or PlatformNotSupportedException
            )
        {
            throw new InputException(
                $"There is no browser here to open '{page}' in: {error.Message.TrimEnd('.')}; open it by hand."
            );
        }
    }
}
